import { create } from 'zustand';

/** What the sidebar's search box holds; it outlives a change of page. */
export const useCameraSearch = create<{ text: string }>(() => ({ text: '' }));

export const searchCameras = (text: string) => useCameraSearch.setState({ text });
