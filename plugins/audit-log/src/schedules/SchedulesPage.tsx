import { Route, Routes } from 'react-router-dom';
import { ScheduleFormPage } from '../scheduleForm';
import { ScheduleListPage } from './ScheduleListPage';
import { SchedulePage } from './SchedulePage';

/** Export schedules: the list, one of them with its runs, and the form. */
export function SchedulesPage() {
  return (
    <Routes>
      <Route path="new" element={<ScheduleFormPage />} />
      <Route path=":id" element={<SchedulePage />} />
      <Route path=":id/edit" element={<ScheduleFormPage />} />
      <Route path="*" element={<ScheduleListPage />} />
    </Routes>
  );
}
