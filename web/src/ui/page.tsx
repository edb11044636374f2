import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { type ReactNode, useEffect } from 'react';
import type { Loaded } from '../data/use-loaded.ts';

/** A page that waits for what it shows: a title, a line under it, and the content once it is there. */
export function Page<T>(props: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly loaded: Loaded<T>;
  readonly children: (value: T) => ReactNode;
}) {
  const { title, description, loaded, children } = props;
  useEffect(() => {
    document.title = `${title} · Nightjar`;
  }, [title]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description}>
          {title}
        </Header>
      }
    >
      {loaded.state === 'loading' && (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> <Box variant="span">Loading the report</Box>
        </Box>
      )}
      {loaded.state === 'failed' && (
        <Alert type="error" header="This report cannot be shown">
          {loaded.message}
        </Alert>
      )}
      {loaded.state === 'ready' && children(loaded.value)}
    </ContentLayout>
  );
}
