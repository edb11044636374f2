import { READ_ONLY_ACTIONS } from '../aws-managed/read-only-access.ts';
import { allow, type DocumentText, document } from '../document.ts';
import type { Ground } from '../ground.ts';
import type { Random } from '../random.ts';

/** Reading of what most people look at, by service and verb. */
const COMMON_READING = READ_ONLY_ACTIONS.filter((action) =>
  /^(s3|dynamodb|sqs|sns|lambda|kms|ec2|rds|iam|logs|ssm|secretsmanager|ecr|kinesis|states|events|ecs|eks|glue|backup|cloudformation|codebuild|elasticfilesystem|redshift|es|apigateway|sagemaker):/.test(
    action,
  ),
);

/**
 * A reading policy of its own text: most of the usual services, a few of the others, in up to three statements that
 * each carry a condition nobody else has. Where the ordinary account attaches ReadOnlyAccess, the hard one has these.
 */
export function wideReading(ground: Ground, random: Random): DocumentText {
  const common = random.some(COMMON_READING, Math.ceil(COMMON_READING.length * 0.9));
  const rare = random.some(READ_ONLY_ACTIONS, 24).filter((action) => !common.includes(action));
  const half = Math.floor(common.length / 2);
  return document(
    { Sid: 'Look', ...allow(common.slice(0, half), '*', ground.conditions.caller()) },
    { Sid: 'LookFurther', ...allow(common.slice(half), '*', ground.conditions.caller()) },
    { Sid: 'Rare', ...allow(rare, '*') },
  );
}
