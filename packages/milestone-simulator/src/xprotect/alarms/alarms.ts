import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { guidOf } from '../../guid.ts';
import { ApiError } from '../../http/api-error.ts';
import { toIso } from '../../http/validate.ts';

const levels = (kind: string, names: readonly string[]) =>
  names.map((name) => ({ id: guidOf(`${kind}/${name}`), name, displayName: name }));

/** Those of a new site, the first of each for a new alarm. */
export const alarmStates = levels('alarm-state', ['New', 'In progress', 'On hold', 'Closed']);
export const alarmPriorities = levels('alarm-priority', ['High', 'Medium', 'Low']);
export const alarmCategories = levels('alarm-category', ['General']);

/** What a client says of an alarm when it raises one. `source` is a camera's id. */
export interface NewAlarm {
  name: string;
  message: string;
  source: string;
}

/** An alarm as it is told. */
export interface Alarm extends NewAlarm {
  readonly id: string;
  readonly time: string;
  readonly state: string;
  readonly priority: string;
  readonly comment?: string;
  readonly assignedTo?: { displayName: string };
  readonly reasonForClosing?: string;
}

/** What can be changed of an alarm; what is `null` or left out stays. State and priority are ids. */
export interface AlarmEdit {
  state?: string | null | undefined;
  priority?: string | null | undefined;
  comment?: string | null | undefined;
  'assignedTo.displayName'?: string | null | undefined;
  reasonForClosing?: string | null | undefined;
}

/** The alarms that were raised over REST, newest first (protocol reference §7.3). */
export class Alarms {
  private all: readonly Alarm[] = [];

  constructor(private readonly clock: Clock) {}

  list(): readonly Alarm[] {
    return this.all;
  }

  /** @throws ApiError 404 */
  get(id: string): Alarm {
    const alarm = this.all.find((one) => one.id === id.toLowerCase());
    if (alarm === undefined) throw new ApiError(404, `Alarm not found. alarms/${id}`);
    return alarm;
  }

  raise(alarm: NewAlarm): Alarm {
    const time = toIso(this.clock.now().getTime());
    const [state, priority] = [firstOf(alarmStates), firstOf(alarmPriorities)];
    const raised = { id: randomUUID(), ...alarm, time, state, priority };
    this.all = [raised, ...this.all];
    return raised;
  }

  /** @throws ApiError 404, or 400 where state or priority are none. */
  change(id: string, { 'assignedTo.displayName': displayName, ...edit }: AlarmEdit): Alarm {
    const alarm = this.get(id);
    check('state', alarmStates, edit.state);
    check('priority', alarmPriorities, edit.priority);
    const { state, priority, comment, reasonForClosing } = edit;
    const changed = {
      ...alarm,
      ...(state && { state }),
      ...(priority && { priority }),
      ...(comment && { comment }),
      ...(displayName && { assignedTo: { displayName } }),
      ...(reasonForClosing && { reasonForClosing }),
    };
    this.all = this.all.map((one) => (one === alarm ? changed : one));
    return changed;
  }

  reset(): void {
    this.all = [];
  }
}

const firstOf = ([first]: readonly { id: string }[]) => first?.id ?? '';

function check(what: string, known: readonly { id: string }[], id: string | null | undefined): void {
  if (id != null && !known.some((one) => one.id === id.toLowerCase()))
    throw new ApiError(400, `There is no alarm ${what} ${id}.`);
}
