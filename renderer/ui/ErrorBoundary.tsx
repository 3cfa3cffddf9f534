import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly texts: { readonly title: string; readonly reload: string };
}

/** A page that broke says so and starts again: main kept the truth (DESIGN rule 4). */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="broken" role="alert">
        <p>{this.props.texts.title}</p>
        <button type="button" onClick={() => window.location.reload()}>
          {this.props.texts.reload}
        </button>
      </div>
    );
  }
}
