import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../testing/render.tsx';
import type { Span } from '../time/span.ts';
import { chooseZone, setSiteZone } from '../time/zone-choice.ts';
import { SpanFields } from './SpanFields.tsx';

const instant = (iso: string) => Date.parse(iso);

function given(span: Span) {
  const onChange = vi.fn();
  const view = renderApp(
    <SpanFields
      label="Range"
      span={span}
      exactness="second"
      longest={30 * 24 * 3_600_000}
      refusal="The end must be later than the start."
      onChange={onChange}
    />,
  );
  const type = (name: 'From' | 'To', value: string) =>
    fireEvent.change(screen.getByLabelText(name), { target: { value } });
  const enter = () => fireEvent.submit(screen.getByRole('form', { name: 'Range' }));
  return { ...view, onChange, type, enter };
}

/** Clocks in Berlin go back on 25 October 2026 at 01:00 UTC, and forward on 29 March at 01:00 UTC. */
beforeEach(() => {
  setSiteZone('Europe/Berlin');
  chooseZone('site');
});

afterEach(() => {
  setSiteZone(undefined);
  chooseZone('mine');
});

describe('a typed stretch of time', () => {
  const autumn = { from: instant('2026-10-24T22:00:00Z'), to: instant('2026-10-25T06:00:00.250Z') };

  it('asks which one is meant of an end that comes twice, and leaves the other to the millisecond', async () => {
    const { user, type, enter, onChange } = given(autumn);
    type('From', '2026-10-25 02:30:00');
    expect(screen.queryByRole('group', { name: /end twice/ })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'UTC+01:00' }));
    enter();

    expect(onChange).toHaveBeenCalledExactlyOnceWith({
      from: instant('2026-10-25T01:30:00Z'),
      to: autumn.to,
    });
  });

  it('shows which pass of a repeated hour it is in, and stays there until told otherwise', async () => {
    const second = { ...autumn, from: instant('2026-10-25T01:30:00.500Z') };
    const { user, type, enter, onChange } = given(second);
    const passes = screen.getByRole('group', { name: 'Clocks show this start twice. Which one?' });
    expect(passes.querySelector('input:checked')?.closest('label')?.textContent).toBe('UTC+01:00');
    enter();
    expect(onChange).not.toHaveBeenCalled();
    type('To', '2026-10-25 08:00:00');
    enter();
    expect(onChange).toHaveBeenLastCalledWith({ from: second.from, to: instant('2026-10-25T07:00:00Z') });
    await user.click(screen.getByRole('radio', { name: 'UTC+02:00' }));
    enter();
    expect(onChange).toHaveBeenLastCalledWith({
      from: instant('2026-10-25T00:30:00Z'),
      to: instant('2026-10-25T07:00:00Z'),
    });
  });

  it('takes no time that clocks skip, and says so', () => {
    const spring = { from: instant('2026-03-28T22:00:00Z'), to: instant('2026-03-29T06:00:00Z') };
    const { type, enter, onChange } = given(spring);
    type('From', '2026-03-29 02:30:00');
    enter();

    expect(screen.getByRole('alert').textContent).toBe('Clocks skip this time. Choose another one.');
    expect(onChange).not.toHaveBeenCalled();
  });
});
