import { z } from 'zod';
import { isHostName, isIpAddress } from '../address/host-address';
import { singleLine } from '../text';

const MAX_SECONDS = 3600;
const seconds = (min: number) => z.int().min(min).max(MAX_SECONDS);

/** Formats of coolify-api §2; hostile-inputs row 21. */
export const healthCheckPath = z
  .string()
  .max(255)
  .regex(
    /^\/[A-Za-z0-9/\-_.~%,;]*$/,
    'Must start with / and contain only letters, digits and / - _ . ~ % , ;',
  );

export const healthCheckCommand = z
  .string()
  .max(1000)
  .regex(/^[A-Za-z0-9 \-_./:=@,+]+$/, 'May only contain letters, digits, blanks and - _ . / : = @ , +');

export const healthCheckHost = singleLine(253).refine(
  (host) => isHostName(host) || isIpAddress(host),
  'Must be a host name or an IP address.',
);

export const healthCheckPort = z
  .string()
  .regex(/^\d{1,5}$/, 'Must be a port between 1 and 65535.')
  .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, 'Must be a port between 1 and 65535.');

export const healthCheckResponseText = singleLine(1000);

export const healthCheckSeconds = seconds(1);
export const healthCheckStartPeriod = seconds(0);
export const healthCheckRetries = z.int().min(1).max(1000);
export const healthCheckReturnCode = z.int().min(100).max(599);
export const healthCheckMethods = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;
export const healthCheckSchemes = ['http', 'https'] as const;
export const healthCheckTypes = ['http', 'cmd'] as const;

/** Split a command into one argv at blanks; nothing is quoted or expanded. */
export function healthCheckArgv(command: string): string[] {
  return command.split(/\s+/).filter((word) => word !== '');
}
