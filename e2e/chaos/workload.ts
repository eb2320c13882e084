import { setTimeout as sleep } from 'node:timers/promises';
import { type Place, terminal } from '../gantry/deployment';
import type { Body } from '../gantry/rest';
import type { Lab, LabHost } from '../lab/types';
import { type Answer, type ChaosApi, other } from './api';
import { Availability } from './availability';
import type { Interval } from './downtime';
import type { History } from './history';
import type { ActionEvent, ProcessName } from './schedule';
import {
  creation,
  kindOf,
  machineOf,
  repositoryOf,
  versionChange,
  versionFiles,
  type WorkloadKind,
} from './workload-kind';

const askAgainMs = 1_000;
/** A stop or a removal that no process answers is asked for again, so that the run knows what it asked for. */
const tries = 60;

interface Operation extends Interval {
  status: string;
}

/** One application: made, and some day removed. */
export interface Incarnation {
  uuid: string;
  domain: string;
  availability: Availability;
  /** Its deployments by uuid; one that has not ended reaches to Infinity. */
  operations: Map<string, Operation>;
  isRemoved: boolean;
}

export interface Surroundings {
  api: ChaosApi;
  history: History;
  lab: Lab;
  /** By machine. */
  places: ReadonlyMap<string, { place: Place; host: LabHost }>;
}

/** A place for applications of one kind on one machine: what is removed there is made again. */
export class Workload {
  readonly kind: WorkloadKind;
  readonly machine: string;
  readonly host: LabHost;
  readonly incarnations: Incarnation[] = [];
  readonly #place: Place;
  #isBusy = false;

  constructor(
    readonly number: number,
    private readonly around: Surroundings,
  ) {
    this.kind = kindOf(number);
    this.machine = machineOf(number);
    const found = around.places.get(this.machine);
    if (!found) throw new Error(`There is no machine ${this.machine}.`);
    this.host = found.host;
    this.#place = found.place;
  }

  get current(): Incarnation | null {
    const last = this.incarnations.at(-1);
    return last && !last.isRemoved ? last : null;
  }

  /** Do what the schedule says; while an earlier action waits for its answer the next one is left out. */
  async act(event: ActionEvent): Promise<void> {
    if (this.#isBusy) return this.#say(`${event.action} left out: an earlier request waits for its answer`);
    this.#isBusy = true;
    try {
      await this.#act(event);
    } finally {
      this.#isBusy = false;
    }
  }

  async #act({ action, process, version }: ActionEvent): Promise<void> {
    if (action === 'deploy') return this.deploy(process, version);
    const { current } = this;
    if (!current) return this.#say(`${action} left out: there is no application`);
    if (action === 'restart')
      this.#tell(action, await this.#call(process, 'POST', `/applications/${current.uuid}/restart`));
    if (action === 'stop')
      await this.#takeDown(current, process, 'POST', `/applications/${current.uuid}/stop`);
    if (action === 'delete') {
      await this.#takeDown(current, process, 'DELETE', `/applications/${current.uuid}`);
      current.isRemoved = true;
    }
    if (action === 'cancel') {
      const active = [...current.operations].filter(([, { status }]) => !terminal.includes(status)).at(-1);
      if (active) this.#tell(action, await this.#call(process, 'POST', `/deployments/${active[0]}/cancel`));
    }
  }

  /** Make the application if there is none, and deploy this version. */
  async deploy(process: ProcessName, version: ActionEvent['version']): Promise<void> {
    if (this.kind === 'built')
      await this.around.lab.git.commit(
        repositoryOf(this.number),
        versionFiles(version),
        `Version ${version}`,
      );
    const application = this.current ?? (await this.#create(process));
    if (!application) return;
    const change = versionChange(this.number, version);
    if (change) {
      const changed = await this.#call(process, 'PATCH', `/applications/${application.uuid}`, change);
      if (changed?.status !== 200) return this.#tell('change', changed);
    }
    this.#tell('deploy', await this.#call(process, 'POST', `/deploy?uuid=${application.uuid}&force=true`));
  }

  /** Look at the deployments of the application; the API is the only source, as for any client. */
  async look(process: ProcessName): Promise<void> {
    const { current } = this;
    if (!current) return;
    const answer = await this.#call(
      process,
      'GET',
      `/deployments/applications/${current.uuid}?take=50&summary=1`,
    );
    if (answer?.status !== 200) return;
    for (const deployment of (answer.body.deployments as Body[]).toReversed())
      this.#note(current, deployment);
  }

  #note({ availability, operations }: Incarnation, deployment: Body): void {
    const { history } = this.around;
    const { deployment_uuid: uuid, status } = deployment;
    if (operations.get(uuid)?.status === status) return;
    const from = history.offsetOf(deployment.created_at);
    const to = terminal.includes(status) ? history.now() : Number.POSITIVE_INFINITY;
    operations.set(uuid, { from, to, status });
    const reason = status === 'failed' ? `: ${String(deployment.reason).slice(0, 160)}` : '';
    this.#say(`deployment ${uuid.slice(0, 8)} ${status}${reason}`);
    if (status === 'finished') availability.deployed(from, history.now());
  }

  async #create(process: ProcessName): Promise<Incarnation | null> {
    const { lab } = this.around;
    const { path, body, domain } = creation(this.number, this.incarnations.length, this.#place, lab.git);
    const answer = await this.#call(process, 'POST', path, body);
    if (answer?.status !== 201) {
      this.#tell('create', answer);
      return null;
    }
    const uuid: string = answer.body.uuid;
    this.#say(`is now ${uuid}`);
    const made = { uuid, domain, availability: new Availability(), operations: new Map(), isRemoved: false };
    this.incarnations.push(made);
    return made;
  }

  async #takeDown(
    { availability }: Incarnation,
    first: ProcessName,
    method: string,
    path: string,
  ): Promise<void> {
    const { history } = this.around;
    let process = first;
    for (let attempt = 0; attempt < tries; attempt++) {
      availability.takenDown(history.now());
      const answer = await this.#call(process, method, path);
      availability.takenDown(history.now());
      this.#tell(method === 'DELETE' ? 'delete' : 'stop', answer);
      if (answer !== null && answer.status < 500) return;
      process = other(process);
      await sleep(askAgainMs);
    }
  }

  #call(process: ProcessName, method: string, path: string, body?: unknown): Promise<Answer | null> {
    return this.around.api.call(process, method, path, body);
  }

  #tell(action: string, answer: Answer | null): void {
    const words =
      answer && answer.status >= 400
        ? `${answer.status} ${JSON.stringify(answer.body).slice(0, 160)}`
        : `${answer?.status ?? 'no answer'}`;
    this.#say(`${action}: ${words}`);
  }

  #say(text: string): void {
    this.around.history.add(`w${this.number} (${this.kind} on ${this.machine}) ${text}`);
  }
}
