import { z } from 'zod';
import type { DeviceMapping, DeviceRequest } from '../../../domain/compose/host-access';
import { filledLine, integer, line, lineList, record, shortOrLong, textMap } from './forms';

const permissions = /^[rwm]{1,3}$/;

function shortDevice(value: string): DeviceMapping | string {
  const [source = '', target = source, given = 'rwm'] = value.split(':');
  if (!source.startsWith('/') || !target.startsWith('/') || !permissions.test(given))
    return 'Must be a device of the host, a path in the container and rwm: /dev/a:/dev/b:rwm.';
  return { source, target, permissions: given };
}

const longDevice = record({
  source: filledLine,
  target: filledLine.optional(),
  permissions: line.refine((given) => permissions.test(given), 'Must be r, w and m.').optional(),
}).transform(({ source, target = source, permissions: given = 'rwm' }) => ({
  source,
  target,
  permissions: given,
}));

export const devices = z.array(shortOrLong(shortDevice, longDevice), 'Must be a list of devices.');

const count = z.union([z.literal('all').transform(() => -1), integer(-1, 1000)], 'Must be all or a number.');

export const deviceRequest = record({
  driver: line.optional(),
  count: count.optional(),
  device_ids: lineList.optional(),
  capabilities: lineList.optional(),
  options: textMap.optional(),
}).transform(
  (given): DeviceRequest => ({
    driver: given.driver ?? null,
    // Docker takes a count or ids; without either, all devices.
    count: given.count ?? (given.device_ids ? 0 : -1),
    deviceIds: given.device_ids ?? [],
    capabilities: given.capabilities ?? [],
    options: given.options ?? {},
  }),
);

const allGpus: DeviceRequest = { driver: null, count: -1, deviceIds: [], capabilities: ['gpu'], options: {} };

export const gpus = z.preprocess(
  (value) => (value === 'all' ? [] : value),
  z.array(deviceRequest, 'Must be all or a list of devices.').transform((list) =>
    list.length === 0
      ? [allGpus]
      : list.map((gpu) => ({
          ...gpu,
          capabilities: ['gpu', ...gpu.capabilities.filter((one) => one !== 'gpu')],
        })),
  ),
);

/** `host`, or `service:NAME` of this file. */
export const processNamespace = line.transform((value, context): 'host' | { service: string } | null => {
  if (value === '') return null;
  if (value === 'host') return 'host';
  if (value.startsWith('service:')) return { service: value.slice('service:'.length) };
  context.addIssue({ code: 'custom', message: 'Must be host or service:NAME of this file.' });
  return z.NEVER;
});

export const ipcNamespace = line.transform(
  (value, context): 'host' | 'private' | 'shareable' | 'none' | { service: string } | null => {
    if (value === '') return null;
    if (value === 'host' || value === 'private' || value === 'shareable' || value === 'none') return value;
    if (value.startsWith('service:')) return { service: value.slice('service:'.length) };
    context.addIssue({
      code: 'custom',
      message: 'Must be host, private, shareable, none or service:NAME of this file.',
    });
    return z.NEVER;
  },
);

/** `host`, or Docker's default. */
export const hostOrOwn = line.transform((value, context): 'host' | null => {
  if (value === 'host') return 'host';
  if (value === '' || value === 'private') return null;
  context.addIssue({ code: 'custom', message: 'Must be host.' });
  return z.NEVER;
});

export const capabilities = lineList.transform((names) =>
  names.map((name) => name.toUpperCase().replace(/^CAP_/, '')),
);
