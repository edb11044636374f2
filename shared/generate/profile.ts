/** The kinds of account that speed and correctness are measured on. */
export const PROFILES = ['ordinary', 'hard', 'templated'] as const;
export type ProfileName = (typeof PROFILES)[number];

/** What sets the profiles apart; everything else they share. */
export interface Profile {
  readonly name: ProfileName;
  /** Accounts of one organization that principals and resources are divided over. */
  readonly accounts: number;
  /** Every principal has policies of its own text, and conditions draw values that nobody else has. */
  readonly unique: boolean;
  /** Share of distinct classes among the principals that are stamped from templates; null: none are. */
  readonly classes: number | null;
  /** How often a statement that a customer wrote carries a condition. */
  readonly conditioned: number;
  /** How often a resource that can have a policy has one. */
  readonly withPolicy: number;
  /** How often a resource's policy denies everyone who does not meet a condition. */
  readonly guarded: number;
}

const SHAPES: Readonly<Record<ProfileName, Omit<Profile, 'name'>>> = {
  ordinary: { accounts: 1, unique: false, classes: null, conditioned: 0.15, withPolicy: 0.35, guarded: 0.3 },
  hard: { accounts: 1, unique: true, classes: null, conditioned: 0.4, withPolicy: 0.5, guarded: 0.4 },
  templated: { accounts: 3, unique: false, classes: 0.05, conditioned: 0.2, withPolicy: 0.35, guarded: 0.3 },
};

export function profileOf(name: ProfileName): Profile {
  return { name, ...SHAPES[name] };
}
