'use client';

import dynamic from 'next/dynamic';
import type { FileProblem } from './compose-editor';

/** Editor for YAML files, loaded when it is rendered. */
export const FileEditor = dynamic(() => import('./compose-editor').then((module) => module.ComposeEditor), {
  ssr: false,
  loading: () => <div aria-hidden className="min-h-80 animate-pulse rounded-md bg-sunken" />,
});

/** Differences between two files, loaded when they are rendered. */
export const FileDiff = dynamic(() => import('./compose-diff').then((module) => module.ComposeDiff), {
  ssr: false,
});

const MAX_SHOWN = 5;

/** Problems of a file, line by line. */
export function FileProblems({ label, problems }: { label: string; problems: FileProblem[] }) {
  return (
    <ul aria-live="polite" aria-label={label} className="mt-1.5 text-bad text-xs empty:hidden">
      {problems.slice(0, MAX_SHOWN).map(({ line, service, path, message }) => (
        <li key={`${line} ${service} ${path} ${message}`}>
          Line {line}
          {service === null ? '' : `, ${service}`}
          {path === null ? '' : `, ${path}`}: {message}
        </li>
      ))}
    </ul>
  );
}
