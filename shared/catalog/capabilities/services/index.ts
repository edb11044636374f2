import type { ServiceRules } from '../rules.ts';
import { bedrock, sagemaker } from './ai.ts';
import { athena, glue } from './analytics.ts';
import { backup, backupStorage } from './backup.ts';
import { cloudtrail } from './cloudtrail.ts';
import { dsql, elasticache, memorydb, neptuneDb } from './databases.ts';
import { dax, dynamodb } from './dynamodb.ts';
import { ebs, ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { elasticfilesystem } from './efs.ts';
import { events, states } from './events.ts';
import { apigateway, executeApi } from './gateway.ts';
import { iam, sts } from './identity.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { logs } from './logs.ts';
import { sns, sqs } from './messaging.ts';
import { aoss, es, opensearch } from './opensearch.ts';
import { rds, rdsData, rdsDb } from './rds.ts';
import { redshift, redshiftData, redshiftServerless } from './redshift.ts';
import { s3 } from './s3.ts';
import { s3express, s3ObjectLambda, s3Outposts, s3tables, s3vectors } from './s3-family.ts';
import { secretsmanager, ssm } from './secrets.ts';
import { firehose, kinesis } from './streams.ts';

/** The reviewed rules of every covered service, by action prefix (rule 8 of the capabilities page). */
export const SERVICE_RULES: ReadonlyMap<string, ServiceRules> = new Map(
  [
    aoss,
    apigateway,
    athena,
    backup,
    backupStorage,
    bedrock,
    cloudtrail,
    dax,
    dsql,
    dynamodb,
    ebs,
    ec2,
    ecr,
    elasticache,
    elasticfilesystem,
    es,
    events,
    executeApi,
    firehose,
    glue,
    iam,
    kinesis,
    kms,
    lambda,
    logs,
    memorydb,
    neptuneDb,
    opensearch,
    rds,
    rdsData,
    rdsDb,
    redshift,
    redshiftData,
    redshiftServerless,
    s3,
    s3ObjectLambda,
    s3Outposts,
    s3express,
    s3tables,
    s3vectors,
    sagemaker,
    secretsmanager,
    sns,
    sqs,
    ssm,
    states,
    sts,
  ].map((rules) => [rules.service, rules]),
);
