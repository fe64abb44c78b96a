/** A failure that one sentence explains: it is printed alone, without a stack. */
export class Failure extends Error {
  name = 'Failure';

  constructor(sentence, { exitCode = 1, ...options } = {}) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}

/** Ends the script with one sentence on standard error; options are those of an error, and `exitCode` (1). */
export function fail(sentence, options) {
  throw new Failure(sentence, options);
}

/** Runs a script's work; its number is the exit code, and a failure becomes exit code 1. */
export async function main(work) {
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  }
}
