import type { OperationKind } from '../../domain/operation';

interface Words {
  /** While it runs. */
  running: string;
  /** What its cancel does. */
  cancel: string;
}

const goesBack = 'What it has changed so far is taken back, and what ran before runs again.';

const words: Readonly<Record<OperationKind, Words>> = {
  deploy: {
    running: 'Deploying',
    cancel: 'Its build is ended and its new container is removed. The version that runs now is not touched.',
  },
  restart: { running: 'Restarting', cancel: goesBack },
  rollback: { running: 'Rolling back', cancel: goesBack },
  start: { running: 'Starting', cancel: 'What it has started so far is stopped again.' },
  stop: { running: 'Stopping', cancel: goesBack },
  delete: {
    running: 'Deleting',
    cancel:
      'Nothing is deleted, and what ran before runs again. Once its containers are being removed, it is too late.',
  },
  credentials: { running: 'Changing credentials', cancel: goesBack },
  clone: { running: 'Cloning', cancel: goesBack },
  backup: { running: 'Backing up', cancel: 'What it has written so far is removed.' },
  restore: { running: 'Restoring', cancel: goesBack },
  drill: { running: 'Proving a backup', cancel: 'The copy is removed. The database is not touched.' },
  'volume-backup': {
    running: 'Backing up a volume',
    cancel: 'What it has written so far is removed, and what it has stopped is started again.',
  },
  'volume-restore': { running: 'Restoring a volume', cancel: goesBack },
  'remove-backups': {
    running: 'Removing backups',
    cancel: 'Backups that are removed already do not come back.',
  },
  'remove-preview': { running: 'Removing a preview', cancel: goesBack },
  task: { running: 'Running a task', cancel: 'Its command is ended in the container.' },
  command: { running: 'Running a command', cancel: 'It is ended in the container.' },
};

/** What the console says of a kind of operation. One of a later version is only said to run. */
export function operationWords(kind: string): Words {
  return isKnown(kind) ? words[kind] : { running: 'In progress', cancel: goesBack };
}

function isKnown(kind: string): kind is OperationKind {
  return Object.hasOwn(words, kind);
}
