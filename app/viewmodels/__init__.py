"""Observable state between the services and the widgets. QtCore and QtGui only."""
