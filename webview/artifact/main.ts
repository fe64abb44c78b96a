/** The page of an artifact version. */
import '../parts/page.css';
import { startPage } from '../host/shell.ts';
import { ArtifactPage } from './page.ts';

const root = document.getElementById('page');
if (root) void startPage(shell => new ArtifactPage(root, shell));
