/** A failure that one sentence explains: it is printed alone, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}

/** Ends the script with one sentence on standard error. */
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
    process.exitCode = 1;
  }
}
