import type { Socket } from 'node:net';

interface Traffic {
  readonly received: number;
  readonly sent: number;
}

const told = new WeakMap<Socket, Traffic>();

/** Bytes on a connection since it was asked for last: those of the request that just ended. */
export function trafficOf(socket: Socket): Traffic {
  const { received, sent } = told.get(socket) ?? { received: 0, sent: 0 };
  const now = { received: socket.bytesRead, sent: socket.bytesWritten };
  told.set(socket, now);
  return { received: now.received - received, sent: now.sent - sent };
}
