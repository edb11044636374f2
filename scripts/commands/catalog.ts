import type { Action } from '../../shared/catalog/action.ts';
import { whyPlaced } from '../../shared/catalog/capabilities/coverage.ts';
import { actionsOf, allActions, catalogueVersion, serviceNames } from '../../shared/catalog/catalog.ts';
import { grantsItself } from '../../shared/catalog/grants-itself.ts';
import type { CatalogDiff } from '../catalog/diff.ts';
import { type Command, InputError, type Terminal } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';

export const command: Command = {
  name: 'catalog',
  summary: 'actions and their capabilities; what a newer data package changes',
  usage: `catalog [SERVICE…] [--diff] [--json]

  SERVICE  action prefixes, e.g. s3 kms (default: all services)
  --diff   how the installed data package differs from the catalogue, and where new actions would stand
  --json   JSON lines instead of aligned columns`,
  example: 'nightjar catalog kms --json',
  async run(args, terminal) {
    const options = parseOptions(args, { flags: ['diff', 'json'] });
    const services = options.positionals.map((name) => known(name));
    if (options.flag('diff')) return diff(services, options.flag('json'), terminal);
    const actions = services.length === 0 ? allActions() : services.flatMap((service) => actionsOf(service));
    await terminal.out(options.flag('json') ? actions.map(jsonLine).join('') : table(actions));
    terminal.err(`${actions.length} actions, catalogue ${catalogueVersion}\n`);
    return 0;
  },
};

function known(name: string): string {
  const service = name.toLowerCase();
  if (serviceNames().includes(service)) return service;
  const near = serviceNames()
    .filter((candidate) => candidate.includes(service) || service.includes(candidate))
    .slice(0, 10);
  const hint = near.length === 0 ? '' : `; known are ${near.join(', ')}`;
  throw new InputError(`expected the action prefix of a service, found \`${name}\`${hint}`);
}

function jsonLine(action: Action): string {
  return `${JSON.stringify({
    action: action.id,
    accessLevel: action.accessLevel,
    capabilities: action.capabilities,
    resourceTypes: action.resourceTypes.map((resource) => resource.type.name),
    canGrantItself: grantsItself(action),
    limitedBy: action.limitedBy,
    trustOnly: action.trustOnly,
    placed: whyPlaced(action),
  })}\n`;
}

function table(actions: readonly Action[]): string {
  const width = Math.max(0, ...actions.map((action) => action.id.length));
  return actions
    .map((action) => {
      const granted = grantsItself(action);
      const itself = granted.length === 0 ? '' : `  (can grant itself ${granted.join(', ')})`;
      return `${action.id.padEnd(width)}  ${action.capabilities.join(', ')}${itself}\n`;
    })
    .join('');
}

async function diff(services: readonly string[], json: boolean, terminal: Terminal): Promise<number> {
  // The data package is a development dependency: loaded only when it is asked for.
  const [{ readPackage }, { catalogDiff }] = await Promise.all([
    import('../catalog/read-package.ts'),
    import('../catalog/diff.ts'),
  ]);
  const data = await readPackage();
  const whole = catalogDiff(data);
  const wanted = (id: string) => services.length === 0 || services.includes(id.slice(0, id.indexOf(':')));
  const found: CatalogDiff = {
    added: whole.added.filter((action) => wanted(action.id)),
    removed: whole.removed.filter(wanted),
    changed: whole.changed.filter((change) => wanted(change.id)),
  };
  await terminal.out(json ? diffJson(found) : diffText(found));
  const rules = found.added.filter((action) => action.needsRule).length;
  terminal.err(
    `catalogue ${catalogueVersion}, installed package ${data.version}: ${found.added.length} added, ` +
      `${found.removed.length} removed, ${found.changed.length} changed; ${rules} need a rule\n`,
  );
  return 0;
}

function diffJson({ added, removed, changed }: CatalogDiff): string {
  return [
    ...added.map(({ id, ...rest }) => ({ change: 'added', action: id, ...rest })),
    ...removed.map((id) => ({ change: 'removed', action: id })),
    ...changed.map(({ id, what }) => ({ change: 'changed', action: id, what })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function diffText({ added, removed, changed }: CatalogDiff): string {
  return [
    ...added.map(({ id, accessLevel, capabilities, by, needsRule }) => {
      const how = needsRule ? 'no rule places it yet' : by === 'default' ? 'by default' : 'by a rule';
      return `+ ${id}  ${accessLevel}  ${capabilities.join(', ')}  (${how})\n`;
    }),
    ...removed.map((id) => `- ${id}\n`),
    ...changed.map(({ id, what }) => `~ ${id}  ${what.join('; ')}\n`),
  ].join('');
}
