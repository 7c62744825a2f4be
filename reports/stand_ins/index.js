import Nothing from './Nothing.svelte';

// The names that the template's own error, layout, schema, console and settings pages import.
export {
	Nothing as Accordion,
	Nothing as AccordionItem,
	Nothing as CopyButton,
	Nothing as DeploySettingsPanel,
	Nothing as EvidenceDefaultLayout,
	Nothing as FormattingSettingsPanel,
	Nothing as SchemaExplorer,
	Nothing as SourceConfig,
	Nothing as SqlConsole,
	Nothing as TelemetrySettingsPanel
};
