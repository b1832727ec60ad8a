"""Tests of Tracker."""
