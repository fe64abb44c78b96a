/** What the bundler makes of imports that are not programs. */
declare module '*.css';

/** `import source from 'worker:./file.ts'`: that file, bundled on its own, as a string. */
declare module 'worker:*' {
  const source: string;
  export default source;
}
