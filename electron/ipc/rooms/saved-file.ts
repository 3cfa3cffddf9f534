/** What becomes of a file that somebody wants to keep. */
export interface SavedFile {
  /** Where it was written; null when the person gave up. */
  readonly file: string | null;
}
