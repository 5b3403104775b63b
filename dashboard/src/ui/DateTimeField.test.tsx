import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseDigits, chooseLanguage } from '../i18n/language.ts';
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

  it('offers a calendar, which leaves the time as it is', async () => {
    const { user, told } = given('2026-03-18T15:04');
    await user.click(screen.getByRole('button', { name: 'Open the calendar' }));
    const chosen = await screen.findByRole('button', { name: 'Wednesday 18 March 2026' });
    expect(chosen.getAttribute('aria-pressed')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Monday 9 March 2026' }));

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-09T15:04');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('takes the beginning of a day that is chosen where there was no time', async () => {
    vi.setSystemTime('2026-03-18T12:00:00Z');
    const { user, told } = given('', 'second');
    await user.click(screen.getByRole('button', { name: 'Open the calendar' }));
    const today = await screen.findByRole('button', { name: 'Wednesday 18 March 2026' });
    expect(today.getAttribute('aria-current')).toBe('date');
    await user.click(today);

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-18T00:00:00');
  });
});

const weekdays = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);

describe('its calendar', () => {
  const open = async (language: 'en' | 'ar', first = '2026-03-18') => {
    await chooseLanguage(language);
    const form = given(first, 'day');
    const names = { en: 'Open the calendar', ar: 'فتح التقويم' };
    await form.user.click(screen.getByRole('button', { name: names[language] }));
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-pressed')).toBe('true'));
    return form;
  };

  it('begins the week as the reader’s region does', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
    onTestFinished(() => void vi.restoreAllMocks());
    await open('en');

    expect(weekdays()).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  it('begins it on Saturday in Egypt, in Arabic and with the digits that were chosen', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ar-EG']);
    onTestFinished(() => void vi.restoreAllMocks());
    await chooseLanguage('ar');
    chooseDigits('arab');
    await open('ar');

    expect(screen.getAllByTitle(/./).at(0)?.title).toBe('السبت');
    expect(document.activeElement?.textContent).toBe('١٨');
    expect(screen.getByRole('table').getAttribute('aria-label')).toBe('مارس ٢٠٢٦');
  });

  it('leads from day to day, week to week and month to month with the keys', async () => {
    const { user, told } = await open('en');
    await user.keyboard('{ArrowRight}{ArrowDown}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Thursday 26 March 2026');
    await user.keyboard('{PageDown}{Home}');
    expect(screen.getByRole('table').getAttribute('aria-label')).toBe('April 2026');
    await user.keyboard('{Enter}');

    expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^2026-04-2[0-6]$/));
  });

  it('runs from right to left in Arabic, its arrows too', async () => {
    const { user, told } = await open('ar');
    await user.keyboard('{ArrowLeft}{Enter}');

    expect(told).toHaveBeenCalledExactlyOnceWith('2026-03-19');
  });

  it('does not offer what is out of bounds', async () => {
    const told = vi.fn();
    const { user } = renderApp(
      <DateTimeField label="When" exactness="day" value="2026-03-18" min="2026-03-10" onChange={told} />,
    );
    await user.click(screen.getByRole('button', { name: 'Open the calendar' }));
    const early = await screen.findByRole('button', { name: 'Monday 9 March 2026' });
    expect(early.getAttribute('aria-disabled')).toBe('true');
    await user.click(early);

    expect(told).not.toHaveBeenCalled();
  });
});
