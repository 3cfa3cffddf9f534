/** Where the program runs: on every window, so that training is never mistaken for the site. */
export interface EnvironmentView {
  readonly kind: 'formation' | 'production';
  readonly label: string;
  readonly site: string;
  readonly helpdeskPhone: string;
  readonly version: string;
}
