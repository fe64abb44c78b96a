/** Names of the variables that tell a command where its inputs are. */
import { usageError } from '../usageError.ts';

/** What the variable of an input is called after `AMPHORA_INPUT_`: the name's own letters and digits, or its place. */
function suffix(artifact: string, place: number): string {
  const name = artifact.toUpperCase().replace(/[^A-Z0-9]/gu, '_');
  return /[A-Z0-9]/.test(name) ? name : String(place);
}

/**
 * One variable for each artifact, in order: `AMPHORA_INPUT_MNIST_RAW` for `mnist-raw`. A name without any letter
 * or digit of A–Z and 0–9 is numbered by its place, from 1.
 * @throws AmphoraError `usage` where two would be the same
 */
export function inputVariables(artifacts: readonly string[]): readonly string[] {
  const owners = new Map<string, string>();
  return artifacts.map((artifact, index) => {
    const variable = `AMPHORA_INPUT_${suffix(artifact, index + 1)}`;
    const owner = owners.get(variable);
    if (owner !== undefined) {
      throw usageError(
        `The inputs "${owner}" and "${artifact}" would both be ${variable}; use one of them in this run`,
      );
    }
    owners.set(variable, artifact);
    return variable;
  });
}
