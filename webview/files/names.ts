/** Behind the last slash of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What is before the last slash of a path; empty where there is none. */
export const folderName = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The path that a link in a file leads to; undefined where it leads out of the files around it. */
export function resolvePath(from: string, link: string): string | undefined {
  const [bare = ''] = link.split(/[?#]/);
  const steps = bare.startsWith('/') ? [] : folderName(from).split('/');
  for (const step of bare.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(safelyDecoded(step));
  }
  return steps.filter(step => step !== '').join('/');
}

function safelyDecoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
