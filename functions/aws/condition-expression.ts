import type { Condition } from '../ports/condition.ts';

/** A condition in DynamoDB's own words. `partitionKey` names the attribute whose absence means "no such row". */
export function conditionExpression(condition: Condition, partitionKey: string): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, string | number> = {};
  const nameOf = (attribute: string): string => {
    const name = `#${attribute}`;
    names[name] = attribute;
    return name;
  };
  const placeholder = (value: string | number): string => {
    const name = `:v${Object.keys(values).length}`;
    values[name] = value;
    return name;
  };
  const text = (part: Condition): string => {
    switch (part.kind) {
      case 'absent':
        return `attribute_not_exists(${nameOf(partitionKey)})`;
      case 'equals':
        return `${nameOf(part.attribute)} = ${placeholder(part.value)}`;
      case 'below':
        return `${nameOf(part.attribute)} < ${placeholder(part.value)}`;
      case 'all':
        return part.of.map((inner) => `(${text(inner)})`).join(' AND ');
      case 'any':
        return part.of.map((inner) => `(${text(inner)})`).join(' OR ');
    }
  };
  const ConditionExpression = text(condition);
  return {
    ConditionExpression,
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

export interface Expression {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, string | number>;
}
