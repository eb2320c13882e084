import type { OperationKind } from '../../domain/operation';

interface Words {
  /** What is happening while the operation runs. */
  running: string;
  /** What cancelling the operation does. */
  cancel: string;
}

const goesBack = 'Changes made so far are undone, and what ran before runs again.';

const words: Readonly<Record<OperationKind, Words>> = {
  deploy: {
    running: 'Deploying',
    cancel: 'The build is stopped and its new container is removed. The running version is not affected.',
  },
  restart: { running: 'Restarting', cancel: goesBack },
  rollback: { running: 'Rolling back', cancel: goesBack },
  start: { running: 'Starting', cancel: 'Anything it has started so far is stopped.' },
  stop: { running: 'Stopping', cancel: goesBack },
  delete: {
    running: 'Deleting',
    cancel:
      'Nothing is deleted, and what ran before runs again. This is no longer possible once its containers are being removed.',
  },
  credentials: { running: 'Changing credentials', cancel: goesBack },
  clone: { running: 'Cloning', cancel: goesBack },
  backup: { running: 'Backing up', cancel: 'Anything written so far is removed.' },
  restore: { running: 'Restoring', cancel: goesBack },
  drill: {
    running: 'Running a restore drill',
    cancel: 'The restored copy is removed. The database is not touched.',
  },
  'volume-backup': {
    running: 'Backing up a volume',
    cancel: 'Anything written so far is removed, and whatever was stopped is started again.',
  },
  'volume-restore': { running: 'Restoring a volume', cancel: goesBack },
  'remove-backups': {
    running: 'Removing backups',
    cancel: 'Backups already removed cannot be recovered.',
  },
  'remove-preview': { running: 'Removing a preview', cancel: goesBack },
  task: { running: 'Running a task', cancel: 'The command is stopped in the container.' },
  command: { running: 'Running a command', cancel: 'The command is stopped in the container.' },
};

/** Find the texts for a kind of operation. A kind from a later version gets general texts. */
export function operationWords(kind: string): Words {
  return isKnown(kind) ? words[kind] : { running: 'In progress', cancel: goesBack };
}

function isKnown(kind: string): kind is OperationKind {
  return Object.hasOwn(words, kind);
}
