"""Pictures of frames: how a figure with its unit, bounds and source is drawn."""
