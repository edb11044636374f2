import { expect, test } from 'vitest';
import { typeOfArn } from './arn-type.ts';
import { resourceTypesOf, serviceNames } from './catalog.ts';

const ANY_SERVICE = `arn:$\{Partition}:$\{`;

/** The template with a plain name in every place. */
function filled(template: string): string {
  const [first = '', ...rest] = template.split('${');
  return (
    first +
    rest.map((part) => `${nameIn(part.slice(0, part.indexOf('}')))}${part.slice(part.indexOf('}') + 1)}`).join('')
  );
}

function nameIn(place: string): string {
  if (place === 'Partition') return 'aws';
  if (place === 'Region') return 'eu-west-1';
  return place === 'Account' || place.endsWith('AccountId') ? '111122223333' : 'name1';
}

test('every ARN template of every service, filled in, is found again', () => {
  const lost: string[] = [];
  for (const service of serviceNames()) {
    for (const type of resourceTypesOf(service)) {
      for (const template of type.arns) {
        // A template for any service says nothing about an ARN.
        if (template.startsWith(ANY_SERVICE)) continue;
        const arn = filled(template);
        const found = typeOfArn(arn);
        // Types of one form cannot be told apart by an ARN: one of them is enough.
        const sameForm = found.some((other) => other.arns.some((candidate) => filled(candidate) === arn));
        if (!found.includes(type) && !sameForm) lost.push(`${service}:${type.name} ${arn}`);
      }
    }
  }
  expect(lost).toEqual([]);
});
