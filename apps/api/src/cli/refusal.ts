/** What a command could not do and what to do about it, for a person: printed as it is, and the exit code is 1. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Refusal";
  }
}
