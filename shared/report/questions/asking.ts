import { AccessModel } from '../../access/access-model.ts';
import { serviceTargets } from '../../access/compile/service-table.ts';
import type { Target } from '../../access/compile/target.ts';
import type { AccessLine } from '../../access/verdict.ts';
import { decide } from '../../authorization/decide.ts';
import type { Run } from '../read-run.ts';
import { PartsOfResources } from './parts.ts';

/** A run that is asked, with what its questions compute once. Everything comes from the run's own files. */
export class Asking {
  readonly run: Run;
  readonly parts: PartsOfResources;
  #model: AccessModel | null = null;
  #services: readonly Target[] | null = null;
  readonly #linesOf = new Map<string, readonly AccessLine[]>();

  constructor(run: Run) {
    this.run = run;
    this.parts = new PartsOfResources(() => run.accounts());
  }

  /** The run's world compiled again, for what its lines do not say. */
  get model(): AccessModel {
    this.#model ??= new AccessModel(this.run.accounts(), decide);
    return this.#model;
  }

  /** The lines of one principal, in the order of the run. */
  linesOf(principalArn: string): readonly AccessLine[] {
    let lines = this.#linesOf.get(principalArn);
    if (lines === undefined) {
      lines = this.run.linesOf(principalArn);
      this.#linesOf.set(principalArn, lines);
    }
    return lines;
  }

  /** What the service-level lines of a service are about; null: it has none. */
  serviceTarget(service: string): Target | null {
    const { accountId } = this.run.manifest;
    this.#services ??= this.run
      .accounts()
      .filter((account) => account.accountId === accountId)
      .flatMap(serviceTargets);
    return this.#services.find(({ table }) => table.service === service) ?? null;
  }
}
