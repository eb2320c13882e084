import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { DockerUnreachable } from '../../transport/docker/failure';
import type { Host } from '../../transport/host';
import { ConnectFailure, ConnectionLost, NoAnswer } from '../../transport/ssh/failures';
import type { DoubleHost } from './double-host';

/** Temporary fault of a machine. */
export type OutageKind = 'network' | 'reboot' | 'docker' | 'disk';

export interface Outage {
  kind: OutageKind;
  seconds: number;
  /** The request to the machine at which the outage begins, counted from 0. */
  at: number;
  /** Whether that request was carried out and only its answer was lost. */
  isCarriedOut: boolean;
}

/** Requests that need disk space on the machine. */
const needsSpace = new Set([
  'createContainer',
  'startContainer',
  'pullImage',
  'writeFile',
  'ensureVolume',
  'exec',
]);

/** An in-memory machine that is unreachable or full for a while, with every request made to it. */
export class OutageHost {
  readonly requests: string[] = [];
  readonly host: Host;
  #endsAt: number | null = null;
  #stopped: string[] = [];

  constructor(
    private readonly machine: DoubleHost,
    private readonly clock: Clock,
    private readonly outage: Outage | null,
  ) {
    const docker = this.#guarded(machine.docker, 'docker');
    const jobs = this.#guarded(machine.jobs, 'jobs');
    this.host = new Proxy<DoubleHost>(machine, {
      get: (target, name) => {
        if (name === 'docker') return docker;
        if (name === 'jobs') return jobs;
        return this.#member(target, name, 'machine');
      },
    });
  }

  /** End the outage. */
  end(): void {
    if (this.#endsAt === null) return;
    this.#endsAt = Math.min(this.#endsAt, this.clock.monotonicMs());
    this.#isOn();
  }

  #guarded<T extends object>(target: T, part: string): T {
    return new Proxy(target, { get: (object, name) => this.#member(object, name, part) });
  }

  #member(target: object, name: string | symbol, part: string): unknown {
    const member: unknown = Reflect.get(target, name);
    if (typeof member !== 'function') return member;
    return async (...args: unknown[]): Promise<unknown> => {
      const request = `${part} ${String(name)}`;
      const isFirst = this.outage !== null && this.requests.length === this.outage.at;
      this.requests.push(request);
      if (isFirst && this.outage?.isCarriedOut) {
        await Reflect.apply(member, target, args);
        this.#begin(this.outage);
        throw this.#failure(request) ?? new ConnectionLost('203.0.113.5', request);
      }
      if (isFirst && this.outage) this.#begin(this.outage);
      const failure = this.#isOn() ? this.#failure(request) : null;
      if (failure) throw failure;
      return Reflect.apply(member, target, args);
    };
  }

  #begin({ kind, seconds }: Outage): void {
    this.#endsAt = this.clock.monotonicMs() + seconds * 1000;
    if (kind !== 'docker' && kind !== 'reboot') return;
    // Without live-restore, a daemon that stops takes its containers with it.
    for (const container of this.machine.docker.containers.values()) {
      if (container.status !== 'running') continue;
      container.status = 'exited';
      this.#stopped.push(container.id);
    }
  }

  /**
   * Whether the outage lasts. When it ends, the daemon starts what it had not been told to stop (`unless-stopped`).
   */
  #isOn(): boolean {
    if (this.#endsAt === null) return false;
    if (this.clock.monotonicMs() < this.#endsAt) return true;
    for (const id of this.#stopped.splice(0)) {
      const container = this.machine.docker.containers.get(id);
      if (container) container.status = 'running';
    }
    return false;
  }

  #failure(request: string): Error | null {
    const name = request.split(' ')[1] ?? '';
    switch (this.outage?.kind) {
      case 'network':
      case 'reboot':
        return new ConnectFailure('refused', 'Nothing listens on 203.0.113.5:22.');
      case 'docker':
        if (request.startsWith('docker ')) return new DockerUnreachable('203.0.113.5', 'not_running');
        return name === 'httpOverSocket' ? new NoAnswer('/admin.sock', 'connection refused') : null;
      case 'disk':
        return needsSpace.has(name)
          ? new AppError('unavailable', `Docker could not ${name}: no space left on device.`)
          : null;
      default:
        return null;
    }
  }
}
