import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AccessLine, StatementRow, Term } from '../../../shared/report/view/index.ts';
import { CAPABILITY_WORDS, conditionsWords, scopeWords } from '../../../shared/report/view/words.ts';

/** Why a row holds: each way in which the capability is had, with its grants and its proof. */
export function Terms(props: { readonly line: AccessLine; readonly statements: ReadonlyMap<string, StatementRow> }) {
  const { line, statements } = props;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`${line.principalArn} to ${line.resourceArn ?? `the whole service ${line.service}`}`}
        >
          Why: {CAPABILITY_WORDS[line.capability]}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {line.terms.map((term) => (
          <TermView key={JSON.stringify(term)} term={term} statements={statements} />
        ))}
        {line.moreTerms > 0 && <Box color="text-body-secondary">and {line.moreTerms} more ways</Box>}
      </SpaceBetween>
    </Container>
  );
}

function TermView(props: { readonly term: Term; readonly statements: ReadonlyMap<string, StatementRow> }) {
  const { term, statements } = props;
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Condition', value: conditionsWords(term.conditions) },
          { label: 'Reaches', value: scopeWords(term.scope) },
          { label: 'Path', value: term.path.length === 0 ? 'direct' : term.path.join(', then ') },
          { label: 'Granted by', value: <Grants ids={term.grants} statements={statements} /> },
        ]}
      />
      <ExpandableSection headerText={`${term.actions.length} actions`}>
        <Box variant="code">{term.actions.join(', ')}</Box>
      </ExpandableSection>
      <ExpandableSection headerText="Proof: a request that is allowed">
        <Box variant="code">{JSON.stringify(term.witness)}</Box>
      </ExpandableSection>
    </SpaceBetween>
  );
}

function Grants(props: { readonly ids: readonly string[]; readonly statements: ReadonlyMap<string, StatementRow> }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
      {props.ids.map((id) => {
        const row = props.statements.get(id);
        return (
          <li key={id}>
            {row === undefined
              ? id
              : `${row.policy}, statement ${row.statement + 1}${row.sid === null ? '' : ` (${row.sid})`}, on ${row.attachedTo.join(', ')}`}
          </li>
        );
      })}
    </ul>
  );
}
