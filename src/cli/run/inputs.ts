/** What a run reads: found before it begins, fetched before its command starts. */
import { parseReference } from '../../core/reference.ts';
import type { RunId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { StoreService } from '../../worker/service.ts';
import { artifactFolder } from '../artifactFolder.ts';
import type { Context } from '../command.ts';
import type { ProjectPlace } from '../../store/writes.ts';
import { transferReporter } from '../progress.ts';
import { inPlace } from '../resolveVersion.ts';
import { inputVariables } from './inputVariable.ts';

export interface RunInput {
  readonly version: Version;
  /** The alias it was asked for by. */
  readonly usedAs: string;
  /** Name of the environment variable with its folder. */
  readonly variable: string;
  /** Absolute path of its folder. */
  readonly path: string;
}

/** @throws AmphoraError `usage` where two inputs would share a variable; what `resolve` throws */
export async function resolveInputs(
  context: Context,
  service: StoreService,
  texts: readonly string[],
  place: ProjectPlace,
): Promise<readonly RunInput[]> {
  const { signal } = context.interrupts;
  const references = texts.map(parseReference);
  const variables = inputVariables(references.map(reference => reference.artifact));
  return Promise.all(
    references.map(async (reference, index) => {
      const version = await service.store.resolve(inPlace(reference, place), undefined, { signal });
      return {
        version,
        usedAs: reference.alias,
        variable: variables[index] ?? '',
        path: artifactFolder(context, version),
      };
    }),
  );
}

/** Downloads them one after the other and records that the run used them. */
export async function fetchInputs(
  context: Context,
  service: StoreService,
  run: RunId,
  inputs: readonly RunInput[],
): Promise<void> {
  const { signal } = context.interrupts;
  for (const { version, usedAs, path: target } of inputs) {
    const onProgress = transferReporter(context.terminal, versionLabel(version));
    const { leftOut } = await service.download({ version: version.id, target }, { signal, onProgress });
    for (const url of leftOut) context.terminal.message(`${url} points outside the store and was left out`);
    await service.store.useVersion(run, version.id, usedAs);
  }
}
