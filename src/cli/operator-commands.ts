/** Commands that need the installation itself: named in the help, loaded only when they run. */
export const operatorCommands = [
  { name: 'token', brief: 'Create an API token of a user' },
  { name: 'audit', brief: 'Verify the audit trail' },
  { name: 'backup', brief: 'Write database and secrets into an encrypted file' },
  { name: 'restore', brief: 'Read a backup into an empty database' },
  { name: 'migrate', brief: 'Make the tables of this version' },
  { name: 'upgrade', brief: 'Upgrade an installation, or leave it as it was' },
  { name: 'rekey', brief: 'Seal stored secrets with a new key' },
  { name: 'catalogue', brief: 'Check a catalogue of templates' },
  { name: 'convert', brief: 'Print the compose file of a docker run command' },
  { name: 'doctor', brief: 'Say what is wrong with this installation' },
] as const;
