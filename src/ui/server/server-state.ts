import type { ServerState } from '../../domain/states';
import type { ValidationStepState } from '../../domain/validation-step';
import type { Tone } from '../primitives/badge';

interface Look {
  label: string;
  tone: Tone;
}

export const serverLooks: Record<ServerState, Look> = {
  unvalidated: { label: 'Not validated', tone: 'idle' },
  validating: { label: 'Validating', tone: 'busy' },
  usable: { label: 'Ready', tone: 'ok' },
  unreachable: { label: 'Unreachable', tone: 'bad' },
  invalid: { label: 'Not usable', tone: 'bad' },
  blocked: { label: 'Host key changed', tone: 'bad' },
};

export const stepLooks: Record<ValidationStepState, Look> = {
  pending: { label: 'Waiting', tone: 'idle' },
  running: { label: 'Running', tone: 'busy' },
  passed: { label: 'Passed', tone: 'ok' },
  warned: { label: 'Warning', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
  skipped: { label: 'Skipped', tone: 'idle' },
};

const proxyNames: Record<string, string> = { caddy: 'Caddy', traefik: 'Traefik', none: 'None' };

export function proxyName(kind: string): string {
  return proxyNames[kind.toLowerCase()] ?? kind;
}

export function proxyLook(status: string): Look {
  switch (status) {
    case 'running':
      return { label: 'Running', tone: 'ok' };
    case 'starting':
    case 'restarting':
      return { label: 'Starting', tone: 'busy' };
    case 'exited':
      return { label: 'Stopped', tone: 'idle' };
    default:
      return { label: status, tone: 'warn' };
  }
}
