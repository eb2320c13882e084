import type { RepoFile, RepoFiles } from './types';

interface Commit {
  ref: string;
  parent: string | undefined;
  message: string;
  files: RepoFiles;
}

/** A commit in the language of `git fast-import`. */
export function importStream({ ref, parent, message, files }: Commit): string {
  const head = [
    `commit ${ref}`,
    'committer Gantry Lab <lab@example.test> now',
    data(message),
    ...(parent ? [`from ${parent}`] : []),
  ];
  return [...head, ...Object.entries(files).map(fileChange), ''].join('\n');
}

function fileChange([path, file]: [string, RepoFile]): string {
  if (file === null) return `D ${path}`;
  const { mode, content } = typeof file === 'string' ? { mode: '100644', content: file } : file;
  return `M ${mode} inline ${path}\n${data(content)}`;
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}`;
