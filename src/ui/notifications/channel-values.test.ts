import { expect, it } from 'vitest';
import { changeOf, eventsOf, valuesOf } from './channel-values';

it('fills every field, also what the caller may not see', () => {
  const values = valuesOf('email', {
    smtp_port: 25,
    smtp_encryption: null,
    backup_failure_email_notifications: true,
  });
  expect(values).toMatchObject({
    smtp_port: '25',
    smtp_host: '',
    smtp_encryption: 'starttls',
    smtp_enabled: false,
    backup_failure_email_notifications: true,
    backup_success_email_notifications: false,
  });
});

it('offers the events that are sent', () => {
  const names = eventsOf('slack').map(({ name }) => name);
  expect(names).toContain('server_disk_usage_slack_notifications');
  expect(names).not.toContain('traefik_outdated_slack_notifications');
});

it('sends numbers as numbers, and null for what was emptied', () => {
  expect(changeOf('email', { smtp_port: '465', smtp_host: null })).toEqual({
    smtp_port: 465,
    smtp_host: null,
  });
});
