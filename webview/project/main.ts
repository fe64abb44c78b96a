/** The page of a project, and the list of projects. */
import '../parts/page.css';
import './project.css';
import { startPage } from '../host/shell.ts';
import { ProjectPage } from './page.ts';

const root = document.getElementById('page');
if (root) void startPage(shell => new ProjectPage(root, shell));
