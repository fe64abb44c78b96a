/** What the bundler makes of imports that are not programs. */
declare module '*.css';
