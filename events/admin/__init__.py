from events.admin import event, participation

__all__ = ["event", "participation"]
