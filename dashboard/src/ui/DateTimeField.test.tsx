import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderApp } from '../testing/render.tsx';
import { DateTimeField } from './DateTimeField.tsx';

type Exactness = 'day' | 'minute' | 'second';
type FormProps = {
  readonly first: string;
  readonly exactness: Exactness;
  readonly told: (value: string) => void;
};

function Form({ first, exactness, told }: FormProps) {
  const [value, setValue] = useState(first);
  const change = (next: string) => {
    told(next);
    setValue(next);
  };
  return <DateTimeField label="When" exactness={exactness} value={value} onChange={change} />;
}

function given(first = '', exactness: Exactness = 'minute') {
  const told = vi.fn();
  const { user } = renderApp(<Form first={first} exactness={exactness} told={told} />);
  return { user, told, field: screen.getByLabelText<HTMLInputElement>('When') };
}

describe('a field for a date and a time', () => {
  it('shows year first and 24 hours, whatever the browser speaks', () => {
    expect(given('2026-03-01T15:04').field.value).toBe('2026-03-01 15:04');
  });

  it('tells what is typed once it is a date, and only then', async () => {
    const { user, told, field } = given();
    await user.type(field, '2026-03-01 15:0');
    expect(told).not.toHaveBeenCalled();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await user.type(field, '4');

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-01T15:04');
    expect(field.getAttribute('aria-invalid')).toBeNull();
    expect(field.value).toBe('2026-03-01 15:04');
  });

  it('understands Arabic digits', async () => {
    const { user, told, field } = given('', 'day');
    await user.type(field, '٢٠٢٦-٠٣-٠١');

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-01');
  });

  it.each(['2026-02-30 10:00', '2026-03-01 25:00', '2026-13-01 10:00', 'noon'])('refuses %s', (text) => {
    const { told, field } = given();
    fireEvent.change(field, { target: { value: text } });

    expect(told).not.toHaveBeenCalled();
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('goes back to what holds when it is left half typed', async () => {
    const { user, field } = given('2026-03-01T15:04');
    await user.type(field, '{Backspace}');
    expect(field.value).toBe('2026-03-01 15:0');
    await user.tab();

    expect(field.value).toBe('2026-03-01 15:04');
  });

  it('can be emptied', async () => {
    const { user, told, field } = given('2026-03-01', 'day');
    await user.clear(field);

    expect(told).toHaveBeenCalledExactlyOnceWith('');
  });

  it('offers the calendar of the browser', async () => {
    const { user, told } = given('2026-03-01', 'day');
    const picker = document.querySelector<HTMLInputElement>('input[type=date]');
    if (!picker) throw new Error('There is no calendar.');
    picker.showPicker = vi.fn();
    await user.click(screen.getByRole('button', { name: 'Open the calendar' }));
    expect(picker.showPicker).toHaveBeenCalled();
    fireEvent.change(picker, { target: { value: '2026-03-09' } });

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-09');
  });
});
