import { expect, it } from 'vitest';
import { webhookBody } from './body';

it('has the members of Coolify and those of Standard Webhooks, which details do not replace', () => {
  const body = webhookBody({
    event: 'deployment_failure',
    isGood: false,
    title: 'The deployment of shop failed',
    text: 'See its log.',
    url: 'https://panel.example.com/applications/a',
    at: '2026-11-29T12:00:00.000Z',
    details: {
      resource_uuid: 'a',
      event: 'not this',
      type: 'not this',
      data: 'not this',
      success: 'not this',
    },
  });
  const common = {
    success: false,
    title: 'The deployment of shop failed',
    message: 'See its log.',
    url: 'https://panel.example.com/applications/a',
    resource_uuid: 'a',
  };
  expect(JSON.parse(body)).toEqual({
    ...common,
    event: 'deployment_failure',
    sent_at: '2026-11-29T12:00:00.000Z',
    type: 'deployment_failure',
    timestamp: '2026-11-29T12:00:00.000Z',
    data: { ...common, event: 'not this', type: 'not this', data: 'not this' },
  });
});
