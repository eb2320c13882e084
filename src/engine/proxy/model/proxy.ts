import type { AcmeSettings } from '../../../domain/acme';
import type { DomainSpec } from '../../../domain/workload/routing';
import type { ContainerSpec } from '../../../transport/docker/api';
import type { Slot } from '../../plan/facts';
import type { ProxyAccess } from './access';
import type { CertificateFailure, LoadedCertificate } from './certificates';
import type { RouteInput } from './upstreams';

/** What the container of a proxy has beside what that of every proxy has. */
export type ProgramSpec = Pick<ContainerSpec, 'entrypoint' | 'cmd' | 'env'> & {
  sysctls?: Readonly<Record<string, string>>;
};

/**
 * One program that can be the proxy of a server. Each verb is for the container of this very program; where none runs,
 * only what is said to be fine then may be called.
 */
export interface ProxyDriver extends ProxyContainer, ProxyRoutes, ProxySlots, ProxyCertificates {}

interface ProxyContainer {
  program(machine: { kernelVersion: string }): ProgramSpec;
  /** Write what the program begins with. What it, or Gantry, saved since goes before it. */
  layOut(proxy: ProxyAccess): Promise<void>;
  /** Remove the routes that it had when it was the proxy before: meanwhile another program was. Certificates stay. */
  forgetRoutes(proxy: ProxyAccess): Promise<void>;
  /** Reject while the program does not answer. */
  checkReady(proxy: ProxyAccess): Promise<void>;
  /** Count the routes of components. */
  countRoutes(proxy: ProxyAccess): Promise<number>;
  /** Whether open WebSockets outlive a change of the routes. */
  keepsWebSockets(proxy: ProxyAccess): Promise<boolean>;
  /** What Gantry makes of domains, as the program has it; passwords of visitors are left out. */
  readManaged(proxy: ProxyAccess): Promise<object>;
}

interface ProxyRoutes {
  /** The component's routes as they are now, as text that `putBack` takes. */
  currentRoutes(proxy: ProxyAccess, key: string): Promise<string>;
  /** Replace the component's routes in one step; the same routes again change nothing. The slot stays. */
  switchRoutes(proxy: ProxyAccess, input: RouteInput): Promise<void>;
  putBack(proxy: ProxyAccess, key: string, routes: string): Promise<void>;
  /** Write the component's routes, unless it has some: then it was switched in the meantime. */
  restoreRoutes(proxy: ProxyAccess, input: RouteInput, slot: Slot): Promise<void>;
  /** Remove the component's routes. Fine where no proxy runs. */
  removeRoutes(proxy: ProxyAccess, key: string): Promise<void>;
  /** Find the components without routes. */
  withoutRoutes(proxy: ProxyAccess, keys: readonly string[]): Promise<string[]>;
  /** The components that have routes. */
  routedKeys(proxy: ProxyAccess): Promise<string[]>;
  /**
   * Ask for a domain, and check which container answered. Any status is fine: whether the component is well was decided
   * before; here it is only asked whether requests reach it.
   * @param upstream `host:port` that must answer
   */
  probe(proxy: ProxyAccess, domain: DomainSpec, upstream: string): Promise<void>;
  /** What still runs on these upstreams (`host:port`). */
  countRunning(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number>;
}

/** Which slot of a component serves. */
interface ProxySlots {
  /** Fine where no proxy runs. */
  readSlot(proxy: ProxyAccess, key: string): Promise<Slot>;
  /** Switch in one step between two requests. Fine where no proxy runs. */
  writeSlot(proxy: ProxyAccess, key: string, slot: Slot): Promise<void>;
}

interface ProxyCertificates {
  /**
   * Let the proxy have its certificates from this ACME server, and load these.
   * @returns whether anything changed, and whether that needs a restart
   * @throws RefusedByProxy
   */
  setTls(
    proxy: ProxyAccess,
    acme: AcmeSettings,
    certificates: readonly LoadedCertificate[],
  ): Promise<{ isChanged: boolean; mustRestart: boolean }>;
  /** The domains that are served by https. */
  httpsDomains(proxy: ProxyAccess): Promise<string[]>;
  /** Why there are no certificates, by domain. */
  certificateFailures(proxy: ProxyAccess): Promise<ReadonlyMap<string, CertificateFailure>>;
  /** Let the program try again for domains that failed, if it does not do so by itself. */
  retryCertificates(proxy: ProxyAccess, failures: ReadonlyMap<string, CertificateFailure>): Promise<void>;
}
