/** Answers calls that come through a message port, on the thread that owns the store. */
import type { MessagePort } from 'node:worker_threads';
import type { FromWorker, Method, ToWorker } from './messages.ts';
import { SERVICE_METHODS, toErrorMessage } from './messages.ts';
import type { StoreService } from './service.ts';
import { outgoing } from './streams.ts';

type Call = Extract<ToWorker, { kind: 'call' }>;
type AnyMethod = (...args: readonly unknown[]) => Promise<unknown>;

function methodOf(service: StoreService, name: Method): AnyMethod {
  const owner: object = (SERVICE_METHODS as readonly string[]).includes(name) ? service : service.store;
  const method: unknown = Reflect.get(owner, name);
  if (typeof method !== 'function') throw new Error(`no such method: ${name}`);
  return (method as AnyMethod).bind(owner);
}

/** Puts this side's signal and progress into the argument that had them on the other. */
function restoreOptions(call: Call, extra: object): readonly unknown[] {
  if (call.options === undefined) return call.args;
  const args = [...call.args];
  args[call.options] = { ...(args[call.options] as object | undefined), ...extra };
  return args;
}

/**
 * Serves until told to close.
 * @param open opens the store at the first call, and again after it failed
 */
export function serveStore(port: MessagePort, open: () => Promise<StoreService>): void {
  const running = new Map<number, AbortController>();
  let opened: Promise<StoreService> | undefined;
  let listening = false;
  const post = (message: FromWorker, transfer: ReadableStream[] = []) => {
    port.postMessage(message, transfer);
  };

  const service = async () => {
    opened ??= open();
    try {
      const ready = await opened;
      if (!listening) {
        listening = true;
        ready.store.onDidChange(changes => {
          post({ kind: 'changes', changes });
        });
      }
      return ready;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };

  const answer = async (call: Call) => {
    const { id } = call;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const method = methodOf(await service(), call.method);
      const onProgress = (value: unknown) => {
        post({ kind: 'progress', id, value });
      };
      const value = await method(...restoreOptions(call, { signal: controller.signal, onProgress }));
      if (value instanceof ReadableStream) {
        const stream = outgoing(value);
        post({ kind: 'result', id, value: stream }, [stream]);
      } else post({ kind: 'result', id, value });
    } catch (error) {
      post({ kind: 'error', id, error: toErrorMessage(error) });
    } finally {
      running.delete(id);
    }
  };

  const close = async () => {
    for (const controller of running.values()) controller.abort();
    const ready = await opened?.catch(() => undefined);
    await ready?.close();
    post({ kind: 'closed' });
    port.close();
  };

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'call') void answer(message);
    else if (message.kind === 'cancel') running.get(message.id)?.abort();
    else void close();
  });
}
