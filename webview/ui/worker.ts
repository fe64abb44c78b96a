/** Starts a worker from its bundled program. The page's policy allows no other address than a Blob's. */
export function startWorker(source: string): Worker {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return new Worker(address);
  } finally {
    // The worker has fetched it once it runs; Chromium resolves the address at construction.
    URL.revokeObjectURL(address);
  }
}
