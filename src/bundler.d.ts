/** `import source from 'worker:./file.ts'`: that file, bundled on its own, as a string. See scripts/lib/workerPlugin.mjs. */
declare module 'worker:*' {
  const source: string;
  export default source;
}
