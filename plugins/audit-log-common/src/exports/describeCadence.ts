import { Cadence } from './cadence';

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * One line in English, such as `Mon, Thu at 09:00 (Europe/Berlin)`.
 *
 * @public
 */
export function describeCadence(cadence: Cadence, timeZone: string): string {
  const days = (list: number[] | undefined) =>
    list === undefined || list.length === 7
      ? 'Every day'
      : [...list]
          .sort((a, b) => a - b)
          .map(day => dayNames[day - 1])
          .join(', ');
  const words = () => {
    switch (cadence.type) {
      case 'hourly':
        return `Hourly at :${String(cadence.minute).padStart(2, '0')}`;
      case 'daily':
        return `Every day at ${cadence.time}`;
      case 'weekly':
        return `${days(cadence.days)} at ${cadence.time}`;
      case 'monthly':
        return cadence.day === 'last'
          ? `Monthly on the last day at ${cadence.time}`
          : `Monthly on day ${cadence.day} at ${cadence.time}`;
      case 'window':
        return `${days(cadence.days)} every ${
          cadence.everyMinutes % 60 === 0
            ? `${cadence.everyMinutes / 60} h`
            : `${cadence.everyMinutes} min`
        } from ${cadence.from} to ${cadence.to}`;
      default:
        return `Cron ${cadence.expression}`;
    }
  };
  return `${words()} (${timeZone})`;
}
