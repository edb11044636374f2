import Alert from '@cloudscape-design/components/alert';
import { Component, type ReactNode } from 'react';

/** What a page shows where drawing it failed: words, never an empty window. A new `key` tries again. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Alert type="error" header="This page cannot be shown">
        The report was written by another version, or a file of it is damaged. Other pages may still work.
      </Alert>
    );
  }
}
