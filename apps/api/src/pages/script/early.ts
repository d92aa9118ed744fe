/** What has happened on the page before all of its script was there, and whether a person has touched it since. */
export type Early = {
  /** Names of the controls that somebody changed. */
  typed: Set<string>;
  /** By a hand or a key: what scripts do is no person's doing. */
  isTouched: boolean;
  /** The form goes to the server by itself just now. */
  isSending: boolean;
};
