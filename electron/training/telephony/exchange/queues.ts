/** A queue of waiting calls (« salle d’attente »): an address that callers reach and operators watch. */
export interface TrainingQueue {
  /** User part of its address, for example `file-15`. */
  readonly address: string;
  readonly label: string;
  /** Whether anybody may take a waiting call from it (directed pick-up); true when not given. */
  readonly pickUp?: boolean | undefined;
  /** Milliseconds after which a caller gives up; they wait for ever when not given. */
  readonly abandonAfter?: number | undefined;
  /** Extensions that ring in turn while their agents are ready; nobody's phone when not given. */
  readonly distributesTo?: readonly string[] | undefined;
}
