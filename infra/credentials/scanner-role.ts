import { type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SCANNER_ROLE_NAME } from '../../shared/contract/scanner.ts';
import { acknowledge } from '../acknowledge.ts';

/**
 * The one role that customers' trust policies name, and the only one that may assume customers' roles. Its name is
 * for ever: customers' trust hangs on it.
 */
export class ScannerRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, reader: IRole) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName: SCANNER_ROLE_NAME,
      description: 'Nightjar: reads customers accounts through the role of each link',
      assumedBy: reader.grantPrincipal,
    });
    this.role.addToPolicy(
      new PolicyStatement({
        sid: 'RolesOfLinks',
        actions: ['sts:AssumeRole'],
        resources: ['arn:aws:iam::*:role/nightjar/*'],
      }),
    );
    reader.addToPrincipalPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [this.role.roleArn] }));
    acknowledge(
      this.role,
      'AwsSolutions-IAM5[Resource::arn:aws:iam::*:role/nightjar/*]',
      'customers accounts are not known at deployment; the path is the one that onboarding gives, and each role trusts us under an external id of its own',
    );
  }
}
