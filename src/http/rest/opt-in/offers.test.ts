import { expect, it } from 'vitest';
import { appRouter } from '../../../api/root';
import { operationsOf } from '../operations';
import { offersOf } from './offers';

const operations = operationsOf(appRouter, 'v1');
const offers = offersOf(operations);
const withOffers = operations.map((operation) => ({ operation, offers: offers.get(operation) }));

it('connects what is written with what reads it', () => {
  const written = withOffers.flatMap(({ operation, offers: offer }) =>
    offer?.resource ? [[operation.procedure, offer.resource.get.procedure]] : [],
  );
  expect(Object.fromEntries(written)).toMatchObject({
    'apiKey.create': 'apiKey.get',
    'apiKey.revokeCurrent': 'apiKey.current',
    'application.createPublic': 'application.get',
    'application.delete': 'application.get',
    'application.update': 'application.get',
    'environment.create': 'environment.get',
    'environment.update': 'environment.get',
    'privateKey.updateByBody': 'privateKey.get',
    'project.update': 'project.get',
    'settings.updateEmail': 'settings.email',
  });
});

it('connects no part of a thing, and nothing that is done with it, to the whole', () => {
  const unconnected = [
    'application.bulkUpdateEnvs',
    'application.createEnv',
    'application.start',
    'application.updateEnv',
    'deployment.cancel',
    'organization.cancelTransfer',
    'organization.transfer',
    'profile.changePassword',
    'server.acceptHostKey',
    'server.scanHostKey',
    'twoFactor.begin',
  ];
  for (const { operation, offers: offer } of withOffers)
    if (unconnected.includes(operation.procedure)) expect(offer?.resource, operation.procedure).toBeNull();
});

it('lets every removal wait, and what starts a deployment', () => {
  const waiting = withOffers.filter(({ offers: offer }) => offer?.wait === 'deployments');
  expect(waiting.map(({ operation }) => operation.procedure).sort()).toEqual([
    'application.approvePreview',
    'application.deployDestination',
    'application.restart',
    'application.rollback',
    'application.start',
    'deployment.deploy',
  ]);
  const removals = withOffers.filter(({ operation }) => operation.rest.method === 'DELETE');
  expect(removals.every(({ offers: offer }) => offer?.wait === 'removal')).toBe(true);
});

it('tags what is one thing, and chooses from what has members', () => {
  for (const { operation, offers: offer } of withOffers) {
    const isStream = operation.type === 'subscription';
    if (operation.type === 'mutation' || isStream)
      expect([offer?.tags, offer?.selects]).toEqual([false, false]);
    if (offer?.tags) expect(offer.shape.kind).toBe('one');
    if (offer?.pages) expect([offer.shape.kind, offer.shape.itemsIn]).toEqual(['list', null]);
  }
});

it('is empty for the surface of Coder', () => {
  expect(offersOf(operationsOf(appRouter, 'v2')).size).toBe(0);
});
