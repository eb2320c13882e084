/** Commands that need the installation itself: named in the help, loaded only when they run. */
export const operatorCommands = [
  { name: 'token', brief: 'Create an API token for a user' },
  { name: 'audit', brief: 'Verify the audit trail' },
  { name: 'backup', brief: 'Write the database and secrets to an encrypted file' },
  { name: 'restore', brief: 'Restore a backup into an empty database' },
  { name: 'migrate', brief: 'Migrate the database to this version' },
  { name: 'upgrade', brief: 'Upgrade an installation, or leave it unchanged' },
  { name: 'rekey', brief: 'Re-encrypt stored secrets with a new key' },
  { name: 'catalogue', brief: 'Check a catalogue of templates' },
  { name: 'convert', brief: 'Convert a docker run command to a compose file' },
  { name: 'doctor', brief: 'Check this installation for problems' },
] as const;
